/**
 * The state database: leases, commits, table pointers, reader positions, the ledger of data files,
 * runs and the views {@code system.*}. {@link dev.foz.state.StateStore} is the way in; what is
 * stored is told in {@code docs/formats/state.md}.
 */
@NullMarked
package dev.foz.state;

import org.jspecify.annotations.NullMarked;
