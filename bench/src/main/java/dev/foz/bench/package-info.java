/**
 * Benchmarks of the whole program against peers and limits, each beside its peer in one run. Knows
 * Foz through its command line only; nothing of the program may use it.
 */
@NullMarked
package dev.foz.bench;

import org.jspecify.annotations.NullMarked;
