/** The API's bearer tokens: `tocsin_` and 32 random octets, so that a leaked one is recognised by scanners. */
import { TocsinError } from '../errors.ts'
import type { Read, Tx } from '../store/index.ts'
import { parseName } from './name.ts'
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
