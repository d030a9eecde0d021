/** How many sign up, and what is done when it is too many at once. */
import { counted, wholeNumber } from './amounts-en.ts'

export interface SignUpNumbers {
  /** Taken in this hour, without and with a proof of work. */
  unproven: number
  proven: number
  waiting: number
  since: string
}

function taken({ unproven, proven, waiting }: SignUpNumbers): string {
  const all = unproven + proven
  const proofs = proven > 0 ? `, ${wholeNumber.format(proven)} of them with a proof of work` : ''
  const still = waiting > 0 ? ` ${counted(waiting, 'waits', 'wait')} for the mail to confirm.` : ''
  return `${counted(all, 'was', 'were')} taken this hour${proofs}.${still}`
}

export const signUpsText = {
  calm: (thisHour: number) => `${counted(thisHour, 'sign-up', 'sign-ups')} this hour`,
  many: (since: string) => `Unusually many sign-ups since ${since}`,
  closed: (since: string) => `Sign-ups are closed since ${since}`,
  alarm: {
    proof: (numbers: SignUpNumbers) =>
      `${taken(numbers)} For now each browser has to do a sum before its sign-up is taken, so that readers wait a few seconds. It ends by itself when it calms down; nothing has to be done. If a campaign of yours brings them, ask whoever runs the server to raise SIGN_UP_LIMITS.`,
    closed: (numbers: SignUpNumbers) =>
      `${taken(numbers)} That is the most that SIGN_UP_LIMITS lets in within an hour, so the form asks everybody to come back later. Alerts go out as always. It opens by itself when the next hour begins; if these are readers you wait for, ask whoever runs the server to raise SIGN_UP_LIMITS.`,
  },
}
