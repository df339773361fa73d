/**
 * Cuts what Postfix sends to a policy server into questions: lines of attributes that an empty line ends.
 *
 * <p>What it promises: a question costs no more memory than its two limits allow. How it fails: with a request that says that
 * no question can be made of the octets. It must not know what attributes mean.
 */
@NullMarked
package org.postern.policy.codec;

import org.jspecify.annotations.NullMarked;
