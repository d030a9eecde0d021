/** What goes between the main thread and the engine's. */
import type { Config, Secrets } from '../../config.ts'
import type { DkimKey } from '../dkim/index.ts'

export interface EngineData {
  config: Pick<
    Config,
    | 'mail'
    | 'publicUrl'
    | 'operator'
    | 'brand'
    | 'throttles'
    | 'database'
    | 'dataDir'
    | 'language'
    | 'wording'
  >
  secrets: Secrets
  smtpPassword: string | null
  dkim: readonly DkimKey[]
  /** Of an SQLite file: shared with whoever else writes it. */
  writeTurn: SharedArrayBuffer | null
  lineThreads: number
}
