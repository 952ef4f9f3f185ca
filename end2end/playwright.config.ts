import { defineConfig } from '@playwright/test'

// Debian's Chromium; nothing is downloaded.
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  // Each worker has a site of its own; on a machine of two cores two of them keep both busy.
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A test that passes only when repeated is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  reporter: 'list',
  use: {
    // Not the site's own zone and not the server's: times must be right anywhere.
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    // Pictures of every moment cost more than the tests themselves.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
