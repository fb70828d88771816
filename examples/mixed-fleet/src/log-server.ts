/**
 * The log server of the fleet, which Python's own would be replaced by: takes the records of both languages and writes
 * them into one file, in the same format.
 */
import { FileHandler, Formatter, getLogger } from '@pylogging/core'
import { SocketReceiver } from '@pylogging/core/handlers'

export async function startLogServer(file: string): Promise<SocketReceiver> {
  const handler = new FileHandler(file)
  handler.setFormatter(new Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s'))
  const logger = getLogger('collected')
  logger.addHandler(handler)
  logger.propagate = false
  const receiver = new SocketReceiver('127.0.0.1', 0, { logger })
  await receiver.listen()
  return receiver
}
