// Builds the app: the compiler first, then few scripts out of its many, and a page that names what each address needs.
//
// The compiler leaves a file for every set of pages that share something, most under 2 kB, found one wave after the
// other. Here they are put together: `main` is what every page runs, `shared` what the first pages of several areas
// run; each area has a file for its first page and one for its others; what those of several areas run is `further`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { rolldown } from 'rolldown';

/** A file smaller than this is not worth a request of its own; the starter alone is. */
const LEAST_BYTES = 10_000;
/** Putting files together takes away up to a fifth of them: what they export to each other. */
const LEAST_BEFORE = 1.25 * LEAST_BYTES;
const LANGUAGES = ['vi', 'en'];
/** The weights every page begins with. */
const FIRST_FONTS = ['400', '500', '600'];
const COMPRESSED = /\.(js|css|svg)$/;
const root = fileURLToPath(new URL('dist/browser/', import.meta.url));

const languageOf = (id) => LANGUAGES.find((one) => new RegExp(`[\\\\/]${one}-[\\w-]{8}\\.js$`).test(id));

/** What the compiler left, as the bundler reads it: every file, what it needs at once and what it may need later. */
async function graphOf(entry) {
  const graph = new Map();
  const plugin = { name: 'graph', moduleParsed: (file) => void graph.set(file.id, file) };
  const build = await rolldown({ input: entry, plugins: [plugin] });
  await build.generate();
  await build.close();
  return graph;
}

/** Everything reached from some files: what they need at once, and with `later` what they may need. */
function reached(graph, from, later = false, found = new Set()) {
  for (const id of from) {
    if (found.has(id)) continue;
    found.add(id);
    const { importedIds, dynamicallyImportedIds } = graph.get(id);
    reached(graph, later ? [...importedIds, ...dynamicallyImportedIds] : importedIds, later, found);
  }
  return found;
}

const LAZY = 'load(?:Children|Component):\\s*\\(\\)\\s*=>\\s*import\\([`"\']\\./([^`"\']+)[`"\']\\)';
const AREA = new RegExp(`path:\\s*[\`"']([a-z-]+)[\`"'],\\s*${LAZY}`, 'g');
const FIRST_PAGE = new RegExp(`path:\\s*[\`"'][\`"'],(?:\\s*pathMatch:\\s*[\`"']full[\`"'],)?\\s*${LAZY}`, 'g');

/** The areas of the app as its routes name them: what the first page of each needs, and all that its pages may. */
function areasOf(graph, main) {
  const lazy = (id, pattern) => [...graph.get(id).code.matchAll(pattern)].map((it) => it.slice(1));
  const areas = [...main].flatMap((id) => lazy(id, AREA));
  if (!areas.length) throw new Error('no route was found in what the compiler left');
  return areas.map(([path, file]) => {
    const entry = join(root, file);
    const first = [entry, ...lazy(entry, FIRST_PAGE).map(([page]) => join(root, page))];
    return { path, first: reached(graph, first), all: reached(graph, [entry], true) };
  });
}

/** Into which file each of the compiler's goes, by their ids. */
function groupsOf(graph, main, areas) {
  const known = new Set([...main, ...areas.flatMap(({ all }) => [...all])]);
  const aside = [...graph.keys()].filter((id) => !known.has(id) && !languageOf(id));
  const all = [...areas, { path: 'aside', first: new Set(), all: reached(graph, aside, true) }];
  const groups = new Map();
  for (const id of graph.keys()) groups.set(id, main.has(id) ? 'main' : (languageOf(id) ?? sharing(all, id)));
  return withoutSmall(graph, groups);
}

function sharing(areas, id) {
  const [first, all] = ['first', 'all'].map((set) => areas.filter((area) => area[set].has(id)));
  if (first.length === 1) return first[0].path;
  if (first.length) return 'shared';
  return all.length > 1 ? 'further' : `${all[0].path}-more`;
}

/** An area that has little of its own goes with what is shared. */
function withoutSmall(graph, groups) {
  const sizes = new Map();
  for (const [id, name] of groups) sizes.set(name, (sizes.get(name) ?? 0) + graph.get(id).code.length);
  for (const [id, name] of groups)
    if (sizes.get(name) < LEAST_BEFORE) groups.set(id, name.endsWith('-more') ? 'further' : 'shared');
  return groups;
}

/** Puts the compiler's files together; answers the new ones by name. */
async function together(entry, groups) {
  const build = await rolldown({ input: { main: entry }, preserveEntrySignatures: false });
  const { output } = await build.generate({
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    hashCharacters: 'hex',
    minify: true,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'pages', name: (id) => groups.get(id) ?? null }],
    },
  });
  await build.close();
  return withoutRuntime(output);
}

/** The bundler's one helper has a file of its own; it is shorter than asking for it, so each file carries it. */
function withoutRuntime(output) {
  const runtime = output.find((file) => file.fileName.startsWith('rolldown-runtime-'));
  const files = output.filter((file) => file !== runtime);
  if (!runtime) return new Map(files.map((file) => [file.fileName, file]));
  const [, body, own] = /^([^]*?)export\s*\{\s*(\w+)(?: as \w+)?\s*\};?\s*$/.exec(runtime.code);
  const asked = new RegExp(`import\\{(?:\\w+ as )?(\\w+)\\}from[\`"']\\./${runtime.fileName}[\`"'];`);
  return new Map(
    files.map(({ fileName, code, imports }) => {
      const whole = code.replace(asked, (_, name) => `const ${name}=(()=>{${body}return ${own}})();`);
      if (whole.includes(runtime.fileName)) throw new Error(`${fileName} asks for ${runtime.fileName}`);
      return [fileName, { fileName, code: whole, imports: imports.filter((name) => name !== runtime.fileName) }];
    }),
  );
}

/** What a file needs at once, itself included. */
function needs(files, name, found = new Set()) {
  if (!found.has(name)) {
    found.add(name);
    files.get(name).imports.forEach((other) => needs(files, other, found));
  }
  return found;
}

/** Links that fetch what an address needs together with the page; the server leaves those of the other addresses out. */
function linksOf(files, areas, groups, main) {
  const fileOf = (id) => [...files.keys()].find((name) => name.replace(/-[0-9a-f]{8}\.js$/, '') === groups.get(id));
  const link = (path) => (name) => `<link rel="modulepreload" href="${name}" data-at="${path}" />`;
  const needed = (ids) => {
    const found = new Set();
    for (const id of ids) if (fileOf(id)) needs(files, fileOf(id), found);
    found.delete(main);
    return [...found].sort();
  };
  return areas.flatMap(({ path, first, all }) => [
    ...needed(first).map(link(path)),
    ...needed([...all].filter((id) => groups.get(id) === path || groups.get(id) === `${path}-more`)).map(
      link(`${path}/`),
    ),
  ]);
}

/** The page, naming the starter, the app and what goes with it. */
async function page(starter, files, links) {
  const [main, ...texts] = ['main', ...LANGUAGES].map((one) =>
    [...files.keys()].find((name) => name.startsWith(`${one}-`)),
  );
  const media = await readdir(join(root, 'media'));
  const fonts = FIRST_FONTS.map((weight) => media.find((name) => name.includes(`-${weight}-normal`)));
  const head = [
    ...fonts.map((name) => `<link rel="preload" href="media/${name}" as="font" type="font/woff2" crossorigin />`),
    `<script src="${main}" type="module"></script>`,
    ...links,
  ];
  const asked = LANGUAGES.map((one, at) => ` data-${one}="${texts[at]}"`).join('');
  const html = await readFile(join(root, 'index.html'), 'utf8');
  const style = /<link rel="stylesheet"[^>]*>/.exec(html)[0];
  const bare = html.replace(
    /\s*<link rel="(?:modulepreload|stylesheet)"[^>]*>|<script[^>]*type="module"[^>]*><\/script>/g,
    '',
  );
  await writeFile(
    join(root, 'index.html'),
    bare
      .replace(
        /<script src="starter\.js"([^>]*)><\/script>/,
        `<script src="${starter}"${asked}$1></script>\n    ${style}`,
      )
      .replace('</head>', `${head.map((line) => `  ${line}\n  `).join('')}</head>`),
  );
}

/** Everything that is served compresses once, as well as it can. */
async function compress() {
  for (const name of (await readdir(root)).filter((one) => COMPRESSED.test(one))) {
    const plain = await readFile(join(root, name));
    await writeFile(join(root, `${name}.br`), await promisify(brotliCompress)(plain));
    await writeFile(join(root, `${name}.gz`), await promisify(gzip)(plain, { level: 9 }));
  }
}

function compile() {
  const ng = fileURLToPath(new URL('node_modules/@angular/cli/bin/ng.js', import.meta.url));
  const env = { ...process.env, NG_BUILD_OPTIMIZE_CHUNKS: 'false' };
  if (spawnSync(process.execPath, [ng, 'build'], { stdio: 'inherit', env }).status) process.exit(1);
}

/** The starter, under a name that changes with it. */
async function named(file) {
  const hash = createHash('sha256')
    .update(await readFile(join(root, file)))
    .digest('hex')
    .slice(0, 8);
  const name = file.replace('.js', `-${hash}.js`);
  await rename(join(root, file), join(root, name));
  return name;
}

async function build() {
  compile();
  const left = (await readdir(root)).filter((file) => file.endsWith('.js') && file !== 'starter.js');
  const entry = join(
    root,
    left.find((file) => file.startsWith('main-')),
  );
  const graph = await graphOf(entry);
  const main = reached(graph, [entry]);
  const areas = areasOf(graph, main);
  const groups = groupsOf(graph, main, areas);
  const files = await together(entry, groups);
  await Promise.all(left.map((file) => rm(join(root, file))));
  for (const { fileName, code } of files.values()) {
    if (Buffer.byteLength(code) < LEAST_BYTES)
      throw new Error(`${fileName} has ${code.length} bytes, too few for a file`);
    await writeFile(join(root, fileName), code);
  }
  const first = [...files.keys()].find((name) => name.startsWith('main-'));
  await page(await named('starter.js'), files, linksOf(files, areas, groups, first));
  await compress();
  for (const { fileName, code } of files.values())
    console.log(`${fileName.padEnd(36)} ${Math.round(code.length / 1000)} kB`);
}

await build();
