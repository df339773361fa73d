package org.postern.delivery;

/**
 * What became of a message for one recipient.
 *
 * @param recipient as given
 */
public record RecipientOutcome(String recipient, Outcome outcome) {}
