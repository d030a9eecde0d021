/**
 * One-time links into the desk, good for 24 hours. Looking at one changes nothing (promise 4); accepting it,
 * by a POST, uses it up and opens a session. An editor who was invited before gets a further link: that is
 * how one signs in again.
 */
import type { Read, Tx } from '../store/index.ts'
import { parseName } from './name.ts'
import { type EditorIdentity, openSession } from './sessions.ts'
import { hashToken, makeToken, type Random } from './token.ts'

const invitationMs = 24 * 3_600_000

/** `name`: of the editor that it lets in. */
export type Invitation = { kind: 'open'; name: string } | { kind: 'used' | 'expired' | 'unknown' }

export type AcceptedInvitation =
  | { kind: 'entered'; sessionToken: string; editor: EditorIdentity }
  | { kind: 'used' | 'expired' | 'unknown' }

export function invitationPath(token: string): string {
  return `/desk/enter/${token}`
}

/** Throws `request.invalid` when the name cannot be used. */
export async function inviteEditor(
  tx: Tx,
  { name, at, random }: { name: string; at: number; random: Random },
): Promise<{ token: string }> {
  const editorId = await findOrAddEditor(tx, parseName(name), at)
  const token = makeToken(random)
  await tx
    .insertInto('editor_invitations')
    .values({
      token_hash: hashToken(token),
      editor_id: editorId,
      created_at: at,
      expires_at: at + invitationMs,
      used_at: null,
    })
    .execute()
  return { token }
}

/** What a link is worth right now. */
export async function describeInvitation(read: Read, token: string, at: number): Promise<Invitation> {
  const invitation = await read
    .selectFrom('editor_invitations')
    .innerJoin('editors', 'editors.id', 'editor_invitations.editor_id')
    .select(['used_at', 'expires_at', 'editors.name'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (!invitation) return { kind: 'unknown' }
  if (invitation.used_at !== null) return { kind: 'used' }
  return invitation.expires_at <= at ? { kind: 'expired' } : { kind: 'open', name: invitation.name }
}

export async function acceptInvitation(
  tx: Tx,
  { token, at, random }: { token: string; at: number; random: Random },
): Promise<AcceptedInvitation> {
  // Of two presses at once one updates the row, the other finds it used.
  const used = await tx
    .updateTable('editor_invitations')
    .set({ used_at: at })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('editor_id')
    .executeTakeFirst()
  if (!used) {
    const { kind } = await describeInvitation(tx, token, at)
    return { kind: kind === 'open' ? 'unknown' : kind }
  }
  await tx
    .updateTable('editors')
    .set({ entered_at: at })
    .where('id', '=', used.editor_id)
    .where('entered_at', 'is', null)
    .execute()
  const editor = await tx
    .selectFrom('editors')
    .select(['id', 'name'])
    .where('id', '=', used.editor_id)
    .executeTakeFirstOrThrow()
  return { kind: 'entered', sessionToken: await openSession(tx, { editor, at, random }), editor }
}

/** Whether anybody ever came in; until then every start prints a fresh link. */
export async function hasEditorEntered(read: Read): Promise<boolean> {
  const entered = await read
    .selectFrom('editors')
    .select('id')
    .where('entered_at', 'is not', null)
    .executeTakeFirst()
  return entered !== undefined
}

async function findOrAddEditor(tx: Tx, name: string, at: number): Promise<number> {
  await tx
    .insertInto('editors')
    .values({ name, created_at: at, entered_at: null })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()
  const editor = await tx
    .selectFrom('editors')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return editor.id
}
