import type { ActWords } from '../../stores/acts/rules.ts'

/** What is said of the operations of shops with goods in the list of what was done. */
export const actWords: ActWords = {
  changeMarket: ['상점 정보 변경', 'Shop details changed'],
  setBusiness: ['판매자 정보 변경', 'Seller details changed'],
  addProduct: ['상품 추가', 'Product added'],
  changeProduct: ['상품 수정', 'Product changed'],
  importProducts: ['상품 불러오기', 'Products imported'],
  exportProducts: ['상품 목록 내려받기', 'Products downloaded'],
  setProductCategories: ['상품 분류 변경', 'Categories changed'],
  changeStock: ['재고 변경', 'Stock changed'],
  addCoupon: ['쿠폰 추가', 'Coupon added'],
  pauseCoupon: ['쿠폰 중지·재개', 'Coupon paused or resumed'],
  endCoupon: ['쿠폰 종료', 'Coupon ended'],
  putDeliveryTerms: ['배송 조건 변경', 'Delivery terms changed'],
  approveReturn: ['반품·교환 승인', 'Return approved'],
  refuseReturn: ['반품·교환 거절', 'Return refused'],
  collectReturn: ['반품 회수 확인', 'Return collected'],
  completeReturn: ['반품·교환 완료', 'Return completed'],
  packOrders: ['상품 포장', 'Orders packed'],
  unpackParcel: ['포장 취소', 'Parcel unpacked'],
  shipParcels: ['발송 처리', 'Parcels shipped'],
  importShipments: ['송장 불러오기', 'Shipments imported'],
  correctParcel: ['송장 수정', 'Shipment corrected'],
  deliverParcel: ['배송 완료 처리', 'Parcel delivered'],
  downloadSales: ['매출 내려받기', 'Sales downloaded'],
  downloadShipments: ['발송 목록 내려받기', 'Shipments downloaded'],
}
