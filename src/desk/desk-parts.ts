import type { Matcher } from '../alerts/index.ts'
import type { Clock } from '../clock.ts'
import type { Throttles } from '../config.ts'
import type { DeliveryContext } from '../deliveries/index.ts'
import type { Store } from '../store/index.ts'
import type { AssetPaths } from '../web/index.ts'
import type { AudienceCounts } from './alert/audience-counts.ts'

/** What the desk is made from; handed in once by `app.ts`. */
export interface DeskGround {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  assets: AssetPaths
  /** For previews, tests, and links; its `publicUrl` also says whether the cookie must be `Secure`. */
  context: DeliveryContext
  /** What the paces that have fallen are otherwise. */
  throttles: Throttles
  /** Whom an alert is for, counted before it is sent. */
  matcher: Pick<Matcher, 'audienceOf'>
  /** Aborts when the server stops, so that no open stream of events holds it up. */
  stopping: AbortSignal
}

/** What the desk's routes need. */
export interface DeskParts extends Omit<DeskGround, 'matcher'> {
  /** Whom a draft would go to, for all its pages together. */
  audience: AudienceCounts
}
