/**
 * Tells another program of the operator's what happened here, by HTTP: one POST of JSON an event, one at a time
 * ({@link org.postern.webhook.Webhook}).
 *
 * <p>What it promises: each event is told at least once, those about the same in the order in which they came, and not twice unless an
 * answer was lost or the process ended before it was noted: then under the same id. An event is on disk when whoever tells it goes on
 * ({@link org.postern.webhook.EventQueue}); nobody waits for the other side; what waits is bounded, and so is the time each attempt takes;
 * over TLS only who has a certificate for the host's name that the machine trusts is told anything; redirects are not followed.
 *
 * <p>How it fails: while the other side cannot be reached or says to come later, nothing is told, and the log says so once; an
 * event that it never takes holds up others for as many attempts as {@link org.postern.webhook.WebhookLimits} says; what is too old
 * or too much is given up and logged, and so is what it refuses. Where the disk cannot be written, events wait in memory.
 *
 * <p>What it must not know: what the events are about.
 */
@NullMarked
package org.postern.webhook;

import org.jspecify.annotations.NullMarked;
