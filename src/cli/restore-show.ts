import { systemClock } from '../clock.ts'
import { countUnderWay, findRestore, shutFenceWords } from '../deliveries/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'
import { underWayWords } from './restore-accept.ts'

export const restoreShow: Command = {
  name: 'restore show',
  usage: '',
  about:
    'Says whether the database was restored from a backup, and what was under way in it. Changes nothing.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const { restore, underWay } = await inPlace(line.env, async ({ store, config }) => ({
      restore: await findRestore(store.read, { dataDir: config.dataDir, at: systemClock.now() }),
      underWay: await countUnderWay(store.read),
    }))
    if (json) line.out(JSON.stringify({ restore, ...underWay }))
    else {
      line.out(restore ? shutFenceWords(restore) : 'No restore was noticed here.')
      line.out(underWayWords(underWay))
    }
    return 0
  },
}
