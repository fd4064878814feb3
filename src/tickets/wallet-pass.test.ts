import { createHash, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { makePassKeys } from '../../test/pass-keys.ts'
import { openConcerts, typeOf } from '../front-doors/concerts/concert.fixture.ts'
import { ticketHolders } from './ticket.fixture.ts'
import { makePass } from './wallet-pass.ts'

const opened = openConcerts()
const { concerts, signedIn } = opened
const { givenPaid, me, ticketsOf } = ticketHolders(opened)

/** A certificate of our own, signed by an authority of our own, in the form that Apple gives. */
const passKeys = makePassKeys()

/** The files of an archive that compresses none. */
function filesOf(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (let from = 0; archive.readUInt32LE(from) === 0x04034b50; ) {
    const size = archive.readUInt32LE(from + 18)
    const name = from + 30
    const body = name + archive.readUInt16LE(from + 26) + archive.readUInt16LE(from + 28)
    files.set(
      archive.toString('utf8', name, name + archive.readUInt16LE(from + 26)),
      archive.subarray(body, body + size),
    )
    from = body + size
  }
  return files
}

test('a ticket is a signed pass with its seat, its start and its code', async () => {
  const guest = await concerts.house.customer('김손님')
  const id = await givenPaid(guest, [1, 2])
  const [ticket] = await ticketsOf(guest, id)
  const { id: callerId } = await me(guest)
  const ask = { bookingId: id, callerId, serial: ticket?.serial ?? '', language: 'ko' } as const
  const files = filesOf(await makePass({ ...concerts.engine, passKeys }, ask))
  const pass = JSON.parse(`${files.get('pass.json')}`)
  expect(pass).toMatchObject({
    ...{ passTypeIdentifier: 'pass.test.jari.tickets', teamIdentifier: 'TEAM123456' },
    ...{ serialNumber: ticket?.serial, description: '겨울 음악회' },
    barcodes: [{ message: ticket?.qr, format: 'PKBarcodeFormatQR' }],
    eventTicket: {
      auxiliaryFields: [
        { key: 'seat0', label: '열', value: '1' },
        { key: 'seat1', label: '번', value: '1' },
      ],
    },
  })
  expect(new Date(pass.relevantDate).toISOString()).toBe(ticket?.startsAt)
  const manifest = JSON.parse(`${files.get('manifest.json')}`)
  expect(Object.keys(manifest).sort()).toEqual(['icon.png', 'icon@2x.png', 'pass.json'])
  for (const [name, hash] of Object.entries(manifest))
    expect(
      createHash('sha1')
        .update(files.get(name) ?? '')
        .digest('hex'),
    ).toBe(hash)
  const { raw } = new X509Certificate(passKeys.certificate)
  expect(files.get('signature')?.includes(raw)).toBe(true)
})

test('without keys no pass is offered, and with them nobody gets one of a ticket of somebody else', async () => {
  const [guest, stranger] = await signedIn(2)
  if (!guest || !stranger) throw new Error('nobody')
  const id = await givenPaid(guest, [1])
  const [ticket] = await ticketsOf(guest, id)
  expect(ticket).toMatchObject({ state: 'valid', pass: null })
  const serial = ticket?.serial ?? ''
  expect(typeOf(await guest('GET', `/v1/bookings/${id}/tickets/${serial}/pass`))).toBe(
    'wallet-pass-off',
  )
  const { id: callerId } = await me(stranger)
  const ask = { bookingId: id, callerId, serial, language: 'en' } as const
  await expect(makePass({ ...concerts.engine, passKeys }, ask)).rejects.toMatchObject({
    type: 'ticket-missing',
  })
})
