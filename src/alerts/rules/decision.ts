/** What the rules decide: an alert to be drafted or sent, with all that whoever carries it out must know. */
import type { DraftFields } from '../alert-fields.ts'
import type { RuleVersion } from './events.ts'

export interface Decision {
  /** Names the alert for as long as the rules speak of it. */
  key: string
  kind: 'alert' | 'update' | 'correction'
  does: 'draft' | 'send'
  storyId: number
  momentId: number
  itemId: number | null
  /** Null: of no rule in particular. */
  version: RuleVersion | null
  /** In the time of the news: when what made it came, or the pause was over. */
  at: number
  fields: DraftFields
  /** Of the story, as it then stood. */
  score: number
  origins: number
  /** The key of the alert that it follows. */
  follows: string | null
  /** It is a draft that a rule made before, and that goes out now. */
  promotes: boolean
}
