import { systemClock } from '../clock.ts'
import { type EditorRow, listEditors } from '../editors/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const editorList: Command = {
  name: 'editor list',
  usage: '',
  about: 'Lists who may work at the desk, in how many browsers they are there, and who holds a link unused.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const editors = await inPlace(line.env, ({ store }) => listEditors(store.read, systemClock.now()))
    if (json)
      line.out(
        JSON.stringify(
          editors.map(({ createdAt, enteredAt, ...editor }) => ({
            ...editor,
            createdAt: new Date(createdAt).toISOString(),
            enteredAt: enteredAt === null ? null : new Date(enteredAt).toISOString(),
          })),
        ),
      )
    else if (editors.length === 0) line.out('No editors yet. Invite one: tocsin editor invite NAME')
    else for (const editor of editors) line.out(`${editor.name}\t${whereTheyAre(editor)}`)
    return 0
  },
}

function whereTheyAre({ enteredAt, sessions, links }: EditorRow): string {
  const browsers = `at the desk in ${sessions === 1 ? 'one browser' : `${sessions} browsers`}`
  const away = enteredAt === null ? 'never came in' : 'not at the desk'
  const held = links === 1 ? ', holds a link' : `, holds ${links} links`
  return `${sessions > 0 ? browsers : away}${links > 0 ? held : ''}`
}
