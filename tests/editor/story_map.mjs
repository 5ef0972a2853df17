/** Lays out the stories in the file that is named, as JSON: [[places, columns], …], and prints the maps. */

import { readFileSync } from "node:fs";
const { layout } = await import(process.argv[2]);
console.log(JSON.stringify(JSON.parse(readFileSync(process.argv[3], "utf-8")).map(([places, columns]) => layout(places, columns))));
