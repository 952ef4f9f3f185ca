import { expect, type Page } from '@playwright/test'
import { alive } from '../fixtures/alive'
import { toasts } from './toasts'

/** The page behind a guest link. */
export function entryPage(page: Page) {
  const find = {
    title: page.getByRole('heading', { level: 1 }),
    first: page.getByLabel('First name'),
    last: page.getByLabel('Last name'),
    address: page.getByLabel('Email address'),
    take: page.getByRole('button', { name: /^(Take your place|Enter the room)$/ }),
    introduce: page.getByRole('heading', { name: /^(Say who you are|The session is open)$/ }),
    help: page.getByText('Problem joining?'),
  }
  return {
    ...find,
    ...toasts(page),
    async open(link: string) {
      const response = await page.goto(link)
      await alive(page)
      return response
    },
    async say(first: string, last: string, address: string) {
      await find.first.fill(first)
      await find.last.fill(last)
      await find.address.fill(address)
      await find.take.click()
    },
    async expected() {
      await expect(page.getByRole('heading', { name: 'You are expected as Guest' })).toBeVisible()
    },
    async refusedWith(sentence: string) {
      await expect(page.getByRole('heading', { name: sentence, level: 1 })).toBeVisible()
      await expect(find.help).toBeVisible()
    },
  }
}
