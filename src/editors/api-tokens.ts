/** The API's bearer tokens: `tocsin_` and 32 random octets, so that a leaked one is recognised by scanners. */
import { TocsinError } from '../errors.ts'
import type { Read, Tx } from '../store/index.ts'
import { nameAsKept, parseName } from './name.ts'
import { hashToken, makeToken, type Random } from './token.ts'

const prefix = 'tocsin_'

/** Which API token called. */
export interface TokenIdentity {
  id: number
  name: string
}

/** The token is shown this once. Throws `request.invalid` for the name, `request.conflict` when it is taken. */
export async function createApiToken(
  tx: Tx,
  { name: input, at, random }: { name: string; at: number; random: Random },
): Promise<{ token: string }> {
  const name = parseName(input)
  const token = prefix + makeToken(random)
  const added = await tx
    .insertInto('api_tokens')
    .values({ name, token_hash: hashToken(token), created_at: at })
    .onConflict(conflict => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added)
    throw new TocsinError(
      'request.conflict',
      `There is already a token named ${JSON.stringify(name)}, and it cannot be shown again. Choose another name.`,
    )
  return { token }
}

export async function identifyApiToken(read: Read, bearer: string): Promise<TokenIdentity | null> {
  if (!bearer.startsWith(prefix)) return null
  const token = await read
    .selectFrom('api_tokens')
    .select(['id', 'name'])
    .where('token_hash', '=', hashToken(bearer))
    .executeTakeFirst()
  return token ? { id: token.id, name: token.name } : null
}

/** By name. What a token opens with is shown once, when it is made, and kept nowhere. */
export async function listApiTokens(read: Read): Promise<{ name: string; createdAt: number }[]> {
  return read.selectFrom('api_tokens').select(['name', 'created_at as createdAt']).orderBy('name').execute()
}

/** Whoever calls with it is refused from now on. False: there is none of that name. */
export async function dropApiToken(tx: Tx, name: string): Promise<boolean> {
  const token = await tx
    .selectFrom('api_tokens')
    .select('id')
    .where('name', '=', nameAsKept(name))
    .executeTakeFirst()
  if (!token) return false
  await tx.deleteFrom('api_answers').where('token_id', '=', token.id).execute()
  await tx.deleteFrom('api_tokens').where('id', '=', token.id).execute()
  return true
}
