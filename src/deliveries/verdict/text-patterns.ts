/**
 * Words that say what the codes beside them do not. Few, and only of the kind that no server uses for anything
 * else; every gap in a pattern is bounded, because whoever answers writes what they like.
 */
import type { Finding } from './finding.ts'

interface TextRow extends Finding {
  readonly pattern: RegExp
  /** Only with this code. */
  readonly status?: RegExp
}

/** Where the enhanced code lies: these are looked at first. */
const beforeCodes: readonly TextRow[] = [
  {
    // Microsoft's edge knows its mailboxes, and says only this when there is none.
    status: /^5\.4\.1$/,
    pattern: /recipient address rejected: access denied/i,
    kind: 'hard',
    about: 'mailbox',
    reason: 'there is no such mailbox',
    source: 'Microsoft: Use Directory-Based Edge Blocking to reject messages sent to invalid recipients',
  },
  {
    // Gmail's 450 and 550 with X.2.1: the mailbox is fine, the pace is not.
    pattern: /receiving (?:mail|messages) (?:too quickly|at a rate)/i,
    kind: 'soft',
    about: 'mailbox',
    reason: 'the mailbox gets too much mail at once',
    source: 'Google: Gmail SMTP errors and codes, 450 and 550 X.2.1',
    slowDown: true,
  },
  {
    pattern: /\[(?:TSS?|BL)\d\d\]|unexpected volume or user complaints/i,
    kind: 'ours',
    about: 'relay',
    reason: 'Yahoo defers or blocks the sending host, for its volume or for complaints',
    source: 'Yahoo: Sender Hub, SMTP Error Codes',
    slowDown: true,
  },
  {
    pattern:
      /unusual rate of|rate.?limit|frequency limit|sent to too many recipients|too many (?:messages|connections|recipients)|(?:hourly|daily|sending) (?:limit|quota)|throttl/i,
    kind: 'ours',
    about: 'relay',
    reason: 'too much mail at once',
    source: 'Google: Gmail SMTP errors and codes, 421 4.7.28; GoDaddy IB607; Tencent: IP frequency limited',
    slowDown: true,
  },
  {
    pattern:
      /spamhaus|dnsbl|\brbl\b|barracuda(?:central)?|sorbs|spamcop|black.?list|block.?list|banned sending ip|(?:bad|poor|low) (?:ip )?reputation|due to ip reputation/i,
    kind: 'ours',
    about: 'relay',
    reason: 'the sending host is on a block list, or has a bad name',
    source: 'Spamhaus: DNSBL usage; Microsoft: 5.7.606 to 5.7.649',
    slowDown: true,
  },
  {
    pattern:
      /\b(?:spf|dkim|dmarc)\b|authentication (?:information|checks?)|unauthenticated (?:e?mail|sender)/i,
    kind: 'ours',
    about: 'message',
    reason: 'it is not authenticated (SPF, DKIM, DMARC)',
    source: 'Google: Email sender guidelines; RFC 7372',
  },
  {
    pattern:
      /over.?quota|quota.{0,20}exceed|exceed.{0,40}quota|mailbox (?:is |has )?(?:too )?full|full mailbox|out of storage/i,
    kind: 'soft',
    about: 'mailbox',
    reason: 'the mailbox is full',
    source: 'RFC 3463 §3.3, X.2.2; sent with 5.1.1 and 5.2.0 too',
  },
  {
    // "Mailbox disabled" by its code, but the words are plain.
    pattern:
      /\b(?:unknown user|user.{0,80}\bunknown|no such (?:user|mailbox|recipient|address)|(?:user|mailbox|recipient) (?:does not|doesn't|not) exist|mailbox not found)\b/i,
    status: /^5\.(?:2\.[01]|[35]\.0)$/,
    kind: 'hard',
    about: 'mailbox',
    reason: 'there is no such mailbox',
    source: 'RFC 3463 §3.2, X.1.1; sent with 5.2.1, 5.3.0 and 5.5.0 too',
  },
]

/** Where there is no enhanced code, or one that says nothing. */
const afterCodes: readonly TextRow[] = [
  {
    pattern: /gr[ae]y.?list/i,
    kind: 'soft',
    about: 'message',
    reason: 'it is taken at the second try (greylisting)',
    source: 'RFC 6647 §3',
    slowDown: false,
  },
  {
    pattern: /reverse dns|\bptr\b|\brdns\b|ip name lookup|mismatches client ip|unverifiable sending ip/i,
    kind: 'ours',
    about: 'relay',
    reason: 'the sending host’s name and address do not fit (reverse DNS)',
    source: 'RFC 7372 §3.3, X.7.25',
  },
  {
    pattern:
      /\brelay(?:ing)?\b.{0,20}(?:denied|not (?:permitted|allowed))|insecure mail relay|unable to relay/i,
    kind: 'ours',
    about: 'relay',
    reason: 'the server does not pass on our mail',
    source: 'RFC 5321 §3.6.2',
  },
  {
    pattern:
      /sender (?:address )?(?:rejected|denied)|sender verif|(?:domain of|unroutable) sender|valid sender domain|multiple (?:addresses in )?from/i,
    kind: 'ours',
    about: 'message',
    reason: 'our sender address is not liked there',
    source: 'RFC 3463 §3.2, X.1.8',
  },
  {
    pattern:
      /(?:client|sender|host|ip|network|connections?)\b.{0,60}\b(?:blocked|banned|not (?:allowed|accepted)|refused|rejected)|\bblocked\b.{0,20}\bip\b|\b(?:ip|client|host)\b.{0,10}\bbloqu/i,
    kind: 'ours',
    about: 'relay',
    reason: 'the sending host is blocked there',
    source: 'RFC 3463 §3.8, X.7.1',
    slowDown: true,
  },
  {
    pattern:
      /\bspam\b|unsolicited|virus|malware|suspicious|content.{0,20}(?:rejected|refused|denied)|(?:local|security|message) polic(?:y|ies)|polic(?:y|ies) (?:violation|reasons?)/i,
    kind: 'ours',
    about: 'message',
    reason: 'its content was refused by a policy',
    source: 'RFC 3463 §3.8, X.7.1',
  },
  {
    pattern:
      /\b(?:unknown|no such|invalid) (?:domain|host)\b|\b(?:domain|host)\b.{0,40}\b(?:does not exist|not found|unknown|(?:does not|doesn't) accept mail)\b/i,
    kind: 'hard',
    about: 'domain',
    reason: 'the domain does not exist, or takes no mail',
    source: 'RFC 3463 §3.2, X.1.2; RFC 7504 §3',
  },
  {
    pattern:
      /\b(?:user|account|mailbox|recipient)\b.{0,80}\b(?:disabled|inactive|suspended|blocked|locked|frozen|deactivated|expired|on hold)\b/i,
    kind: 'soft',
    about: 'mailbox',
    reason: 'the mailbox is disabled',
    source: 'RFC 3463 §3.3, X.2.1',
  },
  {
    pattern:
      /\b(?:unknown|no such|invalid|non.?existent|illegal)(?: or illegal)? (?:local )?(?:user|recipient|mailbox|account|address|part)\b|\b(?:user|recipient|mailbox|account|address)\b.{0,80}\b(?:unknown|unavailable|not found|(?:does not|doesn't|not) exist|no longer|invalid)\b|\bno (?:mailbox|user|account) (?:here|by)\b|doesn't have an? .{1,40} account|\bnot our user\b|destinataire invalide/i,
    kind: 'hard',
    about: 'mailbox',
    reason: 'there is no such mailbox',
    source: 'RFC 3463 §3.2, X.1.1; RFC 5321 §4.2.3, 550',
  },
]

/** A server may write a megabyte; what it means stands at the beginning. */
const mostLooked = 1_000

export function findBeforeCodes(status: string | null, text: string): Finding | null {
  return find(beforeCodes, status, text)
}

export function findAfterCodes(text: string): Finding | null {
  return find(afterCodes, null, text)
}

function find(rows: readonly TextRow[], status: string | null, text: string): Finding | null {
  const looked = text.slice(0, mostLooked).replace(/\s+/g, ' ')
  return (
    rows.find(
      row => (row.status === undefined || row.status.test(status ?? '')) && row.pattern.test(looked),
    ) ?? null
  )
}
