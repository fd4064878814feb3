import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Letter } from './letter.ts'

/** Takes letters where they must go. Throws when it could not, or does not know. */
export interface Mailer {
  send(letter: AddressedLetter, signal: AbortSignal): Promise<void>
}

export interface AddressedLetter extends Letter {
  /** The same for every try, so that a mailbox can tell a repetition. */
  readonly id: string
  readonly to: string
}

/** A server that is slower than this is taken for dead. */
const answerMs = 15_000

/**
 * Hands letters to a mail server. A password is sent over TLS only, unless the address itself ends
 * in `?requireTLS=false`.
 *
 * @param url  `smtps://user:password@host`, or `smtp://…` where TLS begins by STARTTLS
 * @param from the sender: `Jari <no-reply@example.com>`
 */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const address = URL.parse(url)
  if (!address || !/^smtps?:$/.test(address.protocol) || !address.hostname)
    throw new Error('JARI_SMTP_URL must look like smtps://user:password@host')
  const transport = createTransport({
    url,
    requireTLS: address.username !== '',
    connectionTimeout: answerMs,
    greetingTimeout: answerMs,
    socketTimeout: answerMs,
    dnsTimeout: answerMs,
  })
  const compose = composeFrom(from)
  return {
    async send(letter, signal) {
      await transport.sendMail({ ...compose(letter), signal })
    },
  }
}

/** Leaves letters in a folder, as files that any mail program opens: nothing goes out. */
export function folderMailer({ folder, from }: { folder: string; from: string }): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const compose = composeFrom(from)
  return {
    async send(letter) {
      const { message } = await transport.sendMail(compose(letter))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, `${letter.id}.eml`), message as Buffer, { mode: 0o600 })
    },
  }
}

function composeFrom(from: string): (letter: AddressedLetter) => SendMailOptions {
  const [, host] = /[^\s<]@([^\s@>]+)>?$/.exec(from.trim()) ?? []
  if (!host) throw new Error('JARI_MAIL_FROM must look like Jari <no-reply@example.com>')
  return ({ id, to, subject, text, attachments = [] }) => ({
    from,
    to: { name: '', address: to }, // as an object it is one address, whatever is in it
    subject,
    text,
    attachments: attachments.map((attachment) => ({
      ...attachment,
      contentTransferEncoding: 'base64', // line ends arrive as they were written
    })),
    messageId: `<${id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
