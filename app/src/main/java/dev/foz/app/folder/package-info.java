/**
 * Writes files of lake folders: a whole new folder, or a table more of a source. Nothing here ever
 * writes over a file that it has not read, and a folder is checked before the first file of it is
 * written.
 */
@NullMarked
package dev.foz.app.folder;

import org.jspecify.annotations.NullMarked;
