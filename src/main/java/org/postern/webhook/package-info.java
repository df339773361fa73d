/**
 * Tells another program of the operator's what happened here, by HTTP: one POST of JSON an event, in order
 * ({@link org.postern.webhook.Webhook}).
 *
 * <p>What it promises: whoever tells an event never waits; what waits is bounded, and so is the time that each attempt takes;
 * over TLS only who has a certificate for the host's name that the machine trusts is told anything; redirects are not followed.
 *
 * <p>How it fails: an event that cannot be told is tried again for some minutes, then given up and logged. Events wait in
 * memory only: those that were not told when the server stops are lost.
 *
 * <p>What it must not know: what the events are about.
 */
@NullMarked
package org.postern.webhook;

import org.jspecify.annotations.NullMarked;
