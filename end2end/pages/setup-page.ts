import { expect, type Page } from '@playwright/test'

/** The steps from an empty folder to the first room. */
export function setupPage(page: Page) {
  const main = page.getByRole('main')
  return {
    code: main.getByLabel('Setup code'),
    first: main.getByLabel('First name'),
    last: main.getByLabel('Last name'),
    email: main.getByLabel('Email address'),
    password: main.getByLabel('Password'),
    make: main.getByRole('button', { name: 'Make the administrator' }),
    name: main.getByLabel('Name of the site'),
    logo: main.getByLabel('Logo'),
    address: main.getByLabel('Address of the site'),
    server: main.getByLabel('Mail server'),
    port: main.getByLabel('Port', { exact: true }),
    encryption: main.getByLabel('Encryption'),
    from: main.getByLabel('Mails are from'),
    saveServer: main.getByRole('button', { name: 'Save the mail server' }),
    test: main.getByRole('button', { name: 'Send a test mail' }),
    saveAndGoOn: main.getByRole('button', { name: 'Save and go on' }),
    goOn: main.getByRole('button', { name: 'Go on', exact: true }),
    skip: main.getByRole('button', { name: /^Skip/ }),
    back: main.getByRole('link', { name: 'Back' }),
    title: main.getByLabel('Title'),
    starts: main.getByLabel('Starts'),
    zone: main.getByLabel('Time zone'),
    makeRoom: main.getByRole('button', { name: 'Make the room' }),
    async at(step: number) {
      await expect(main.getByText(`Step ${step} of 5`)).toBeVisible()
    },
    async beAnn() {
      await main.getByLabel('First name').fill('Ann')
      await main.getByLabel('Last name').fill('Archer')
      await main.getByLabel('Email address').fill('ann@example.org')
      await main.getByLabel('Password').fill('a calm place before the stage')
    },
  }
}
