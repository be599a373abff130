// Runs a bundled suite under jasmine and writes which specs passed: node run.cjs SUITE REPORT
const { writeFileSync } = require('node:fs');
const Jasmine = require('jasmine');

const [suite, report] = process.argv.slice(2);
const jasmine = new Jasmine();
const passed = [];
const failed = [];
jasmine.clearReporters();
jasmine.addReporter({
  specDone({ fullName, status, failedExpectations }) {
    if (status === 'passed') passed.push(fullName);
    if (status === 'failed')
      failed.push({ name: fullName, message: failedExpectations.map((e) => e.message).join(' | ') });
  },
});
jasmine.exitOnCompletion = false;
jasmine.randomizeTests(false);
jasmine.loadConfig({ spec_files: [suite], random: false });
console.warn = () => {};
jasmine.execute().then(() => {
  writeFileSync(report, JSON.stringify({ passed, failed }));
  process.exit(0);
});
