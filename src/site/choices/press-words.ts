/** A press as a form's button and the page after it name it: `mute story 7`, `less 3`. */
import type { Muted, QuickChoice } from '../../subscribers/index.ts'

type PressedChoice = Exclude<QuickChoice, { kind: 'pause' | 'go-on' }>

const opposites = {
  mute: 'unmute',
  unmute: 'mute',
  only: 'not-only',
  'not-only': 'only',
  less: 'not-less',
  'not-less': 'less',
} as const

export function pressName(choice: PressedChoice): string {
  if ('topic' in choice) return `${choice.kind} ${choice.topic}`
  const { what } = choice
  return 'story' in what ? `${choice.kind} story ${what.story}` : `${choice.kind} thread ${what.thread}`
}

/** Null: nothing that a button of ours sends. */
export function readPress(name: string): PressedChoice | null {
  const [, kind, of, digits] =
    /^(mute|unmute|only|not-only|less|not-less)(?: (story|thread))? ([1-9]\d{0,14})$/.exec(name) ?? []
  const id = Number(digits)
  if (kind === 'less' || kind === 'not-less') return of ? null : { kind, topic: id }
  if (kind !== 'mute' && kind !== 'unmute' && kind !== 'only' && kind !== 'not-only') return null
  if (of !== 'story' && of !== 'thread') return null
  return { kind, what: of === 'story' ? { story: id } : { thread: id } }
}

export function oppositeOf(choice: PressedChoice): PressedChoice {
  if ('topic' in choice) return { ...choice, kind: choice.kind === 'less' ? 'not-less' : 'less' }
  // The table pairs kinds of the same shape; the compiler sees only the union of all.
  return { kind: opposites[choice.kind] as 'mute' | 'unmute' | 'only' | 'not-only', what: choice.what }
}

export const pressNameOf = (kind: 'mute' | 'unmute' | 'only' | 'not-only', what: Muted): string =>
  pressName({ kind, what })
