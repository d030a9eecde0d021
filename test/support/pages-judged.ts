import { proofSize } from './proof-size.ts'
import { testStoreKind } from './store-place.ts'

/**
 * Why a test is left out, for `skip`: pages are the same over both databases, so what a browser alone decides is judged over
 * SQLite, and over PostgreSQL in a full proof.
 */
export function judgedOverSqlite(): string | false {
  const again = testStoreKind() === 'sqlite' || proofSize(0, 1) === 1
  return again ? false : 'the pages are the same as on SQLite'
}
