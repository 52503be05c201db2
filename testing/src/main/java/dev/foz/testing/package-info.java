/**
 * Tools of the tests that break the promises of the whole program: they start it as a process of
 * its own, kill and freeze it, and know what its tables must hold. Nothing here is part of the
 * program.
 */
@NullMarked
package dev.foz.testing;

import org.jspecify.annotations.NullMarked;
