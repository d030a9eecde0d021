/** An editor's session: 30 days from the moment they came in, ended early by signing out. */
import type { Read, Tx } from '../store/index.ts'
import { hashToken, makeToken, type Random } from './token.ts'

export const sessionMs = 30 * 24 * 3_600_000

/** Who is at the desk. */
export interface EditorIdentity {
  id: number
  name: string
}

/** Returns the token that goes into the cookie. */
export async function openSession(
  tx: Tx,
  { editor, at, random }: { editor: EditorIdentity; at: number; random: Random },
): Promise<string> {
  const token = makeToken(random)
  await tx
    .insertInto('editor_sessions')
    .values({
      token_hash: hashToken(token),
      editor_id: editor.id,
      created_at: at,
      expires_at: at + sessionMs,
    })
    .execute()
  return token
}

/** Null: nobody's token, or its session has ended. */
export async function editorOfSession(read: Read, token: string, at: number): Promise<EditorIdentity | null> {
  if (token === '') return null
  const editor = await read
    .selectFrom('editor_sessions')
    .innerJoin('editors', 'editors.id', 'editor_sessions.editor_id')
    .select(['editors.id', 'editors.name'])
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return editor ? { id: editor.id, name: editor.name } : null
}

/** May be called again, and with nobody's token. */
export async function endSession(tx: Tx, token: string): Promise<void> {
  await tx.deleteFrom('editor_sessions').where('token_hash', '=', hashToken(token)).execute()
}
