import { PKPass } from 'passkit-generator'
import sharp from 'sharp'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Language } from '../../../kernel/language.ts'
import * as rules from '../rules.ts'
import { findOwn } from './operations.ts'
import { labels } from './pdf.ts'
import { readPrinted, readValid } from './printed.ts'
import { codeOf, serialOf } from './signing.ts'

interface PassAsk {
  readonly concertId: Id<'Store'>
  readonly callerId: Id<'Account'>
  readonly serial: string
  readonly language: Language
}

/**
 * A ticket as a pass for Apple Wallet. It is not updated: the door says whether it is still valid.
 * Problems in order: wallet-pass-off, ticket-missing, ticket-void.
 */
export async function makePass(engine: Engine, ask: PassAsk): Promise<Buffer> {
  const { passKeys } = engine
  if (!passKeys) throw rules.walletPassOff()
  const { concertId, callerId, language } = ask
  const { orderId: bookingId, placeId } = await findOwn(engine, ask)
  const whose = { concertId, bookingId, callerId, language }
  const line = (await readValid(engine, whose)).find((one) => one.placeId === placeId)
  if (!line) throw rules.ticketVoid()
  const facts = await readPrinted(engine, whose, [line])
  const { certificate: signerCert, key: signerKey, wwdr, passType, team } = passKeys
  const pass = new PKPass(
    await imagesOf(facts.poster),
    { wwdr, signerCert, signerKey },
    {
      serialNumber: serialOf(engine, line),
      passTypeIdentifier: passType,
      teamIdentifier: team,
      organizationName: facts.concert,
      description: facts.concert,
      backgroundColor: 'rgb(255, 255, 255)',
    },
  )
  pass.type = 'eventTicket'
  const say = labels[language]
  pass.primaryFields.push({ key: 'concert', value: facts.concert })
  pass.secondaryFields.push({ key: 'when', label: facts.hall, value: facts.when })
  for (const key of ['section', 'row', 'number'] as const)
    if (line[key] !== '') pass.auxiliaryFields.push({ key, label: say[key], value: `${line[key]}` })
  pass.backFields.push(
    { key: 'holder', label: say.holder, value: facts.holder },
    { key: 'order', label: say.orderNumber, value: facts.orderNumber },
    { key: 'refund', value: facts.refund || say.show },
  )
  pass.setRelevantDate(line.startsAt)
  pass.setBarcodes({
    ...{ message: codeOf(engine, line), format: 'PKBarcodeFormatQR' },
    messageEncoding: 'iso-8859-1',
  })
  return pass.getAsBuffer()
}

const ICON = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><rect width="29" height="29" rx="7" fill="#111"/>
   <path d="M9 7v9h9V7M7 19h13M9 19v4M18 19v4" fill="none" stroke="#fff" stroke-width="2.4"/></svg>`,
)

/** The icon that every pass needs, and the poster beside the words. */
async function imagesOf(poster: Buffer | undefined): Promise<Record<string, Buffer>> {
  const icon = (side: number) =>
    sharp(ICON, { density: 72 * 4 })
      .resize(side, side)
      .png()
      .toBuffer()
  const thumbnail =
    poster && (await sharp(poster).resize(180, 180, { fit: 'cover' }).png().toBuffer())
  return {
    'icon.png': await icon(29),
    'icon@2x.png': await icon(58),
    ...(thumbnail && { 'thumbnail@2x.png': thumbnail }),
  }
}
