/**
 * What an answer of 4yz or 5yz during the SMTP dialogue means: for the address, for the pace of its domain, for
 * us. What always holds: the reply code alone says whether this message is tried again, and only 5yz makes an
 * address hard; whatever is about us never counts against a reader.
 */
import type { SendStep } from '../smtp/outcome.ts'
import { findByStatus, findBySubject } from './enhanced-codes.ts'
import type { Finding } from './finding.ts'
import { findByReply } from './reply-codes.ts'
import { findAfterCodes, findBeforeCodes } from './text-patterns.ts'

export interface AnswerToJudge {
  /** RFC 5321 §4.2. */
  code: number
  /** RFC 3463, `5.1.1`; null: none. */
  status: string | null
  /** Without the codes; may be anything. */
  text: string
  /** Which command it answers; `message`: the final dot. */
  step: SendStep
}

export interface Verdict {
  /** `hard`: never mail this address again; `soft`: another alert may be tried; `ours`: says nothing of the address. */
  kind: Finding['kind']
  about: Finding['about']
  /** For the desk, in plain words; never the server's own. */
  reason: string
  /** Whether this message is tried again: 4yz (RFC 5321 §4.2.1). */
  retry: boolean
  /** Whether the recipient domain's pace should fall. */
  slowDown: boolean
}

/** Never throws, whatever the server wrote. */
export function verdictOf({ code, status, text, step }: AnswerToJudge): Verdict {
  const finding =
    findBeforeCodes(status, text) ??
    findByStatus(status) ??
    findAfterCodes(text) ??
    findBySubject(status) ??
    findByReply(code, step)
  const retry = code >= 400 && code < 500
  const { about, reason } = finding
  const kind = finding.kind === 'hard' && !(code >= 500 && code < 600) ? 'soft' : finding.kind
  return {
    kind,
    about,
    reason,
    retry,
    slowDown: finding.slowDown ?? (retry && slowsDown(code, status, about)),
  }
}

/** A full or unknown mailbox says nothing of its domain's pace. */
function slowsDown(code: number, status: string | null, about: Finding['about']): boolean {
  if (status?.startsWith('4.7.')) return true
  return about !== 'mailbox' && (code === 421 || code === 450 || code === 451)
}
