/**
 * Cuts what a POP3 client sends into lines. A line above the limit becomes one request that says so and costs no memory;
 * nothing here knows what a line means.
 */
@NullMarked
package org.postern.pop3.codec;

import org.jspecify.annotations.NullMarked;
