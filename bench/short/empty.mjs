/** What every program of Node costs. */
import { done } from './done.cjs'

done()
