import type { SiteContext } from '../site-context.ts'
import type { Foresight } from './foresight.ts'

export interface ChoicesContext extends SiteContext {
  foresight: Foresight
}
