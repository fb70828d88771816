/**
 * Random programs over network handlers, and what must be true of them whatever their peers do.
 *
 *   { peers: [{ kind, isTroubled }], handlers: [{ kind, peer }], steps: [{ do: 'log', handler, count }, …] }
 *
 * A peer that is never troubled gets every record, in order, and no call to it takes long, whatever the others do.
 */
const KINDS = [
  'SocketHandler',
  'DatagramHandler',
  'SysLogHandler over UDP',
  'SysLogHandler over TCP',
  'HTTPHandler',
  'SMTPHandler',
]
const PEER_OF = {
  SocketHandler: 'stream',
  DatagramHandler: 'udp',
  'SysLogHandler over UDP': 'udp',
  'SysLogHandler over TCP': 'stream',
  HTTPHandler: 'http',
  SMTPHandler: 'smtp',
}
const MODES = ['accept', 'refuse', 'stall', 'reset']

/** What a call may take beyond its timeout on a machine that others use. */
const SLACK_MS = 1500
/** A flush also waits for what its peer is at work with; a mail is a conversation, on a busy machine a long one. */
const FLUSH_SLACK_MS = { stream: 6000, udp: 6000, http: 20_000, smtp: 20_000 }

export function makeProgram(chance) {
  const peers = []
  const handlers = []
  for (let count = chance.whole(1, 5); count > 0; count -= 1) {
    const kind = chance.pick(KINDS)
    const known = peers.findIndex((peer) => peer.by === kind)
    if (known < 0 || chance.under(0.6)) peers.push({ kind: PEER_OF[kind], by: kind, isTroubled: chance.under(0.5) })
    const peer = known < 0 || peers.at(-1).by !== kind ? (known < 0 ? peers.length - 1 : known) : peers.length - 1
    handlers.push({ kind, peer })
  }
  const steps = Array.from({ length: chance.whole(3, 14) }, () => makeStep(chance, peers, handlers))
  return { peers, handlers, steps }
}

function makeStep(chance, peers, handlers) {
  const handler = chance.whole(0, handlers.length - 1)
  const troubled = peers.flatMap((peer, index) => (peer.isTroubled ? [index] : []))
  return chance.pick([
    () => ({ do: 'log', handler, count: chance.whole(1, 20) }),
    () => ({ do: 'log all', count: chance.whole(1, 10) }),
    () => ({ do: 'log', handler, count: chance.whole(1, 3), size: chance.whole(1, 60_000) }),
    () => ({ do: 'flush', handler }),
    () => ({ do: 'close', handler }),
    () => ({ do: 'reconfigure' }),
    () => ({ do: 'wait', ms: chance.whole(1, 60) }),
    ...Array.from({ length: troubled.length === 0 ? 0 : 3 }, () => () => {
      return { do: 'peer', peer: chance.pick(troubled), mode: chance.pick(MODES) }
    }),
  ])()
}

/**
 * @param result - Of each peer what was `logged` and what was `seen`, in order; what all handlers to it have `dropped`; the
 * `longest` call of one, beyond what it may wait; how many were logged before it came back for good, `final`.
 * @returns What is wrong, in words.
 */
export function faultsOf({ peers, steps }, result) {
  return peers.flatMap((peer, index) => {
    const { logged, seen, dropped, longest, final } = result.peers[index]
    const modes = new Set(steps.filter((step) => step.do === 'peer' && step.peer === index).map(({ mode }) => mode))
    const name = `peer ${index} of ${peer.by}`
    const faults = []
    // A server that ends a kept connection right after its answer gets that request again.
    const mayRepeat = peer.kind === 'http' && (modes.has('refuse') || modes.has('reset'))
    const once = mayRepeat ? [...new Set(seen)] : seen
    if (new Set(once).size !== once.length) faults.push(`${name}: a record came twice`)
    const place = new Map(logged.map((text, at) => [text, at]))
    if (once.some((text, at) => !place.has(text) || (at > 0 && place.get(text) < place.get(once[at - 1])))) {
      faults.push(`${name}: not in the order in which they were logged: ${once}`)
    }
    // What the kernel took and the peer never read is lost without a word, as in Python.
    const isCounted = peer.kind === 'http' || peer.kind === 'smtp' || !(modes.has('refuse') || modes.has('reset'))
    if (isCounted && new Set(once).size + dropped < logged.length) {
      faults.push(`${name}: ${logged.length} logged, ${once.length} came, ${dropped} dropped`)
    }
    if (!peer.isTroubled && (once.length !== logged.length || dropped !== 0)) {
      faults.push(`${name} is well: ${logged.length} logged, ${once.length} came, ${dropped} dropped`)
    }
    const late = final === null ? [] : logged.slice(final).filter((text) => !seen.includes(text))
    if (late.length > 0) faults.push(`${name}: ${late} did not come when it was back`)
    if (longest.ms > (longest.what === 'log' ? SLACK_MS : FLUSH_SLACK_MS[peer.kind]))
      faults.push(`${name}: ${longest.what} took ${Math.round(longest.ms)} ms beyond its timeout`)
    return faults
  })
}
