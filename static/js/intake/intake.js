// Recording an incident. Each part enhances a plain form; without script the page does the same in more steps.

import "./similar.js";
import "./people.js";
import "./files.js";
import "./when.js";
import "./share.js";
