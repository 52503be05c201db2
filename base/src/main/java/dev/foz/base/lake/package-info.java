/**
 * The lake folder read into immutable records, with every mistake of every file told at once. Reads
 * files and never writes; {@link dev.foz.base.lake.LakeReader} is the door.
 */
@NullMarked
package dev.foz.base.lake;

import org.jspecify.annotations.NullMarked;
