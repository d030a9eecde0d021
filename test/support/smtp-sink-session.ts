/**
 * One connection of the sink process: the smallest honest SMTP server (RFC 5321, PIPELINING of RFC 2920).
 * In: octets as they arrive. Out: replies, and each accepted message, which is handed on before its 250 is
 * written. What always holds: replies are in the order of the commands; a message that was handed on counts,
 * whether or not its sender read the answer.
 */

/** What the log keeps of a message, for one of its recipients. */
export interface AcceptedMail {
  recipient: string
  messageId: string
  /** The value of the header that names the alert; empty without one. */
  alert: string
}

export interface SinkSessionParts {
  alertHeader: string
  reply(text: string): void
  /** What RCPT is answered instead of 250; null: this recipient is welcome. Without it all are. */
  refusal?(recipient: string): string | null
  /** Runs `answer` when the reply to a RCPT is due. Without it: at once. */
  whenKnown?(recipient: string, answer: () => void): void
  /** The first octet of a message's content is there: from now on it may have arrived. */
  begun?(recipients: readonly string[]): void
  accepted(mails: AcceptedMail[]): void
  /** Runs `answer` when the reply to a final dot is due: at once, or after a pause. */
  whenDue(answer: () => void, recipients: readonly string[]): void
  close(): void
}

const endOfData = Buffer.from('\r\n.\r\n')
const greeting = ['sink', 'PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE 10485760', 'ENHANCEDSTATUSCODES']

/** Call the function that is returned with every chunk of the connection. */
export function startSinkSession(parts: SinkSessionParts): (chunk: Buffer) => void {
  let input: Buffer = Buffer.alloc(0)
  let sender: string | null = null
  let recipients: string[] = []
  let inData = false
  let begun = false
  let waiting = false

  const reset = () => {
    sender = null
    recipients = []
  }
  const command = (line: string): string => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') reset()
    if (verb === 'EHLO')
      return greeting.map((word, i) => `250${i < greeting.length - 1 ? '-' : ' '}${word}`).join('\r\n')
    if (verb === 'MAIL') {
      if (sender !== null) return '503 5.5.1 there is a sender already'
      sender = addressOf(line)
      return '250 2.1.0 sender ok'
    }
    if (verb === 'RCPT') {
      if (sender === null) return '503 5.5.1 MAIL first'
      const refusal = parts.refusal?.(addressOf(line))
      if (refusal) return refusal
      recipients.push(addressOf(line))
      return '250 2.1.5 recipient ok'
    }
    if (verb === 'DATA') {
      if (recipients.length === 0) return '503 5.5.1 RCPT first'
      inData = true
      return '354 go on'
    }
    if (verb === 'QUIT') return '221 2.0.0 bye'
    if (verb === 'RSET') reset()
    return ['RSET', 'NOOP', 'HELO'].includes(verb) ? '250 2.0.0 ok' : '502 5.5.2 not known here'
  }
  /** True when a whole message was there. */
  const takeMessage = (): boolean => {
    if (!begun && input.length > 0) parts.begun?.(recipients)
    begun ||= input.length > 0
    const empty = input.subarray(0, 3).equals(endOfData.subarray(2))
    const end = empty ? 0 : input.indexOf(endOfData)
    if (end < 0) return false
    const reached = recipients
    const headers = headerBlock(input.subarray(0, end))
    const messageId = headerValue(headers, 'message-id')
    const alert = headerValue(headers, parts.alertHeader)
    parts.accepted(recipients.map(recipient => ({ recipient, messageId, alert })))
    input = input.subarray(end + (empty ? 3 : endOfData.length))
    inData = false
    begun = false
    waiting = true
    reset()
    parts.whenDue(() => {
      waiting = false
      parts.reply('250 2.0.0 accepted\r\n')
      run()
    }, reached)
    return true
  }
  const takeCommand = (): boolean => {
    const end = input.indexOf('\n')
    if (end < 0) return false
    const line = input.toString('utf8', 0, end).trimEnd()
    input = input.subarray(end + 1)
    if (/^rcpt/i.test(line) && parts.whenKnown) takeRecipient(line, parts.whenKnown)
    else parts.reply(`${command(line)}\r\n`)
    if (/^quit$/i.test(line)) parts.close()
    return true
  }
  const takeRecipient = (line: string, whenKnown: (recipient: string, answer: () => void) => void) => {
    waiting = true
    whenKnown(addressOf(line), () => {
      waiting = false
      parts.reply(`${command(line)}\r\n`)
      run()
    })
  }
  const run = () => {
    while (!waiting && (inData ? takeMessage() : takeCommand()));
  }
  parts.reply('220 sink ESMTP\r\n')
  return chunk => {
    input = input.length === 0 ? chunk : Buffer.concat([input, chunk])
    run()
  }
}

function addressOf(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? ''
}

/** From the line break before the first field to the one after the last, unfolded. */
function headerBlock(message: Buffer): string {
  const end = message.indexOf('\r\n\r\n')
  return `\r\n${message.toString('utf8', 0, end < 0 ? message.length : end)}\r\n`.replace(/\r\n[ \t]+/g, ' ')
}

function headerValue(block: string, name: string): string {
  const start = block.toLowerCase().indexOf(`\r\n${name.toLowerCase()}:`)
  if (start < 0) return ''
  const from = start + name.length + 3
  return block.slice(from, block.indexOf('\r\n', from)).trim()
}
