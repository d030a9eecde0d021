/** Who may work at the desk, and how somebody no longer may. */
import type { Read, Tx } from '../store/index.ts'
import { nameAsKept } from './name.ts'

export interface EditorRow {
  name: string
  createdAt: number
  /** When they first came in; null: they never have. */
  enteredAt: number | null
  /** Browsers that are at the desk as this editor. */
  sessions: number
  /** Links that still let somebody in as this editor. */
  links: number
}

/** By name. */
export async function listEditors(read: Read, at: number): Promise<EditorRow[]> {
  const rows = await read
    .selectFrom('editors')
    .select(({ selectFrom, fn }) => [
      ...(['name', 'created_at as createdAt', 'entered_at as enteredAt'] as const),
      selectFrom('editor_sessions')
        .select(fn.countAll<number>().as('count'))
        .whereRef('editor_id', '=', 'editors.id')
        .where('expires_at', '>', at)
        .as('sessions'),
      selectFrom('editor_invitations')
        .select(fn.countAll<number>().as('count'))
        .whereRef('editor_id', '=', 'editors.id')
        .where('expires_at', '>', at)
        .where('used_at', 'is', null)
        .as('links'),
    ])
    .orderBy('name')
    .execute()
  return rows.map(({ sessions, links, ...row }) => ({ ...row, sessions: sessions ?? 0, links: links ?? 0 }))
}

/** Their sessions and links end with them; what they did keeps their name. False: there is nobody of that name. */
export async function dropEditor(tx: Tx, name: string): Promise<boolean> {
  const editor = await tx
    .selectFrom('editors')
    .select('id')
    .where('name', '=', nameAsKept(name))
    .executeTakeFirst()
  if (!editor) return false
  await tx.deleteFrom('editor_sessions').where('editor_id', '=', editor.id).execute()
  await tx.deleteFrom('editor_invitations').where('editor_id', '=', editor.id).execute()
  await tx.deleteFrom('editors').where('id', '=', editor.id).execute()
  return true
}
