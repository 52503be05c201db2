/**
 * Lands records: reads a source, checks every record, writes raw data files, commits them together
 * with the position, and only then acknowledges. May use sources, contracts and tables; writes the
 * raw layer only.
 */
@NullMarked
package dev.foz.ingest;

import org.jspecify.annotations.NullMarked;
