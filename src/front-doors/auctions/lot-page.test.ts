import { expect, test } from 'vitest'
import { pagesOf } from '../../pages.ts'
import { openAuctions } from './lot.fixture.ts'

const { auctions, at, givenLot } = openAuctions()
const describe = (path: string) => pagesOf(auctions.engine).describe(path, 'ko')
const pageOf = (path: string) => path.replace('/v1', '')

test('the page of a lot says what is sold; that of an unknown one is 404', async () => {
  const { lotId } = await givenLot({ title: '청자 매병', description: '12세기' })
  const path = pageOf(at(`/lots/${lotId}`))
  expect(await describe(path)).toEqual({ path, title: '청자 매병 · 자리', description: '12세기' })
  for (const missing of [`/lots/${auctions.engine.newId()}`, '/lots/x', '/lots', '/other'])
    expect(await describe(pageOf(at(missing))), missing).toMatchObject({ status: 404 })
})

test('the page of own bids is there, and is nobody else’s', async () => {
  const page = await describe('/auctions/mine')
  expect(page).toEqual({ title: '내 입찰 · 자리', description: expect.any(String) })
  expect(await describe('/auctions/mine/more')).toMatchObject({ status: 404 })
})
