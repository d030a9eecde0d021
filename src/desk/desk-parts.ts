import type { Matcher } from '../alerts/index.ts'
import type { Clock } from '../clock.ts'
import type { Throttles } from '../config.ts'
import type { DeliveryContext } from '../deliveries/index.ts'
import type { Store } from '../store/index.ts'
import type { AssetPaths } from '../web/index.ts'

/** What the desk's routes need; handed in once by `app.ts`. */
export interface DeskParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  assets: AssetPaths
  /** For previews, tests, and links; its `publicUrl` also says whether the cookie must be `Secure`. */
  context: DeliveryContext
  /** What the paces that have fallen are otherwise. */
  throttles: Throttles
  /** Whom an alert is for, counted before it is sent. */
  matcher: Pick<Matcher, 'countOf'>
  /** Aborts when the server stops, so that no open stream of events holds it up. */
  stopping: AbortSignal
}
