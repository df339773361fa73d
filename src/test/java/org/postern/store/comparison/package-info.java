/**
 * Random operations run on two stores at once: the model in memory and the backend under test. What a client could tell
 * apart is compared after each step, never UIDs, mod-sequences or identities themselves, which backends choose freely.
 */
@NullMarked
package org.postern.store.comparison;

import org.jspecify.annotations.NullMarked;
