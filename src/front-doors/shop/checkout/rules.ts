import { problem } from '../../../kernel/problem.ts'

interface NamedLine {
  readonly item: Readonly<Record<string, string>>
  readonly title: string
}

export const linesSoldOut = problem<{ lines: readonly NamedLine[] }>('lines-sold-out', 'conflict', {
  ko: '재고가 부족한 상품이 있어요. 수량을 확인해 주세요.',
  en: 'Fewer of some of these are left than you asked for.',
})
export const linesNotForSale = problem<{
  lines: readonly { readonly item: NamedLine['item'] }[]
}>('lines-not-for-sale', 'conflict', {
  ko: '지금은 판매하지 않는 상품이 있어요.',
  en: 'Some of these are not for sale at the moment.',
})
export const tooManyOfProduct = problem<{ productId: string; most: number }>(
  'too-many-of-product',
  'conflict',
  {
    ko: '한 번에 주문할 수 있는 수량을 넘은 상품이 있어요.',
    en: 'That is more of one product than one order may have.',
  },
)
export const formMissing = problem('form-missing', 'invalid', {
  ko: '받는 분과 배송지를 입력해 주세요.',
  en: 'Please say who gets the goods, and where.',
})
export const notAuthenticated = problem<{ authenticated: false }>(
  'not-authenticated',
  'forbidden',
  { ko: '로그인해 주세요.', en: 'Please sign in.' },
)
export const marketUnsaid = problem<{ marketIds: readonly string[] }>('market-unsaid', 'conflict', {
  ko: '장바구니가 여러 상점에 있어요. 주문할 상점을 알려 주세요.',
  en: 'You have carts at several shops. Please say which one to order.',
})
export const paymentDiffers = problem<{ works: false; differs: readonly string[] }>(
  'payment-differs',
  'conflict',
  {
    ko: '결제 정보가 주문과 달라 확인하지 않았어요.',
    en: 'What was sent about this payment is not what the order and the payment service say.',
  },
)
export const notPaidYet = problem<{ works: false }>('not-paid-yet', 'conflict', {
  ko: '아직 결제가 확인되지 않았어요.',
  en: 'This payment has not been made yet.',
})

/** The first product of which more is asked for than one order may have. */
export function overLimit(
  lines: readonly { productId: string | null; quantity: number; most: number }[],
) {
  const taken = new Map<string, number>()
  for (const { productId, quantity, most } of lines) {
    if (productId === null) continue
    const sum = (taken.get(productId) ?? 0) + quantity
    taken.set(productId, sum)
    if (sum > most) return tooManyOfProduct({ productId, most })
  }
  return undefined
}

/** A Korean name begins with the family's and has no space. */
export const fullName = (first: string, last: string): string =>
  /\p{Script=Hangul}/u.test(`${last}${first}`) ? `${last}${first}` : `${first} ${last}`
