/**
 * The four presses a program may make on an alert. Each may be repeated, by a retry or by two programs at once:
 * what is already so is answered like what just became so. What cannot be is a conflict, in words.
 */
import {
  type AlertState,
  type FieldProblems,
  pauseAlert,
  readAlert,
  resumeAlert,
  sendAlert,
  stopAlert,
} from '../../alerts/index.ts'
import { TocsinError } from '../../errors.ts'
import type { Tx } from '../../store/index.ts'
import type { ApiHandler } from '../api-route.ts'
import { alertIdOf, noSuchAlert } from '../fields.ts'
import { invalidFields } from '../read-json.ts'
import { alertAnswers } from './alert-answer.ts'
import { stateWords } from './state-words.ts'

interface Wish {
  id: number
  by: string
  at: number
}

interface Pressed {
  kind: string
  /** Set when it was refused because of it. */
  state?: AlertState
  fields?: FieldProblems
}

interface Verb {
  press(tx: Tx, wish: Wish): Promise<Pressed>
  /** In these the wish is fulfilled already. */
  settled: readonly AlertState[]
  /** After "so it cannot be". */
  done: string
}

const verbs = {
  // An editor presses twice for a flash; a program that asks for one by name means it.
  send: {
    press: (tx, wish) => sendAlert(tx, { ...wish, people: null, confirmedFlash: true }),
    settled: ['sending', 'sent'],
    done: 'sent',
  },
  pause: { press: pauseAlert, settled: ['paused'], done: 'paused' },
  resume: { press: resumeAlert, settled: ['sending', 'sent'], done: 'resumed' },
  stop: { press: stopAlert, settled: ['stopped'], done: 'stopped' },
} satisfies Record<string, Verb>

const nextSteps: Readonly<Record<AlertState, string>> = {
  draft: 'It goes to nobody until it is sent.',
  sending: 'Pause or stop it first.',
  paused: 'Resume or stop it.',
  stopped: 'Create a new alert instead.',
  sent: 'Correct it, or follow it up.',
}

export type VerbName = keyof typeof verbs

export function changeAlert(name: VerbName): ApiHandler {
  const verb: Verb = verbs[name]
  return async ({ store, clock, config }, c) => {
    const id = alertIdOf(c)
    const wish = { id, by: `token:${c.var.token.name}`, at: clock.now() }
    const answers = await store.write(async tx => {
      const pressed = await verb.press(tx, wish)
      if (pressed.fields) throw invalidFields(pressed.fields)
      if (pressed.state && !verb.settled.includes(pressed.state)) throw refused(id, pressed.state, verb)
      const alert = await readAlert(tx, id)
      return alertAnswers(tx, alert ? [alert] : [], config.publicUrl)
    })
    if (!answers[0]) throw noSuchAlert(id)
    return c.json(answers[0])
  }
}

function refused(id: number, state: AlertState, { done }: Verb): TocsinError {
  return new TocsinError(
    'request.conflict',
    `Alert ${id} is ${stateWords[state]}, so it cannot be ${done}. ${nextSteps[state]}`,
  )
}
