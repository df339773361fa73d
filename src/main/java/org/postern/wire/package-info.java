/**
 * What every protocol needs to put octets on the wire and to read them by class: {@link org.postern.wire.WireOut}, the
 * composer of one batch of output; {@link org.postern.wire.Progress}; character classes as 256-entry tables; ASCII helpers.
 *
 * <p>Nothing here does I/O on a channel, knows a protocol or keeps state between batches. A batch is bounded: whoever
 * fills it asks {@link org.postern.wire.WireOut#isFull} and goes on in the next one.
 */
@NullMarked
package org.postern.wire;

import org.jspecify.annotations.NullMarked;
