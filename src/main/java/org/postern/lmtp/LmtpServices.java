package org.postern.lmtp;

import org.postern.delivery.Delivery;
import org.postern.delivery.Settlement;

/**
 * What all sessions share.
 *
 * @param settlement for SMTP, which answers once for all recipients
 */
public record LmtpServices(Delivery delivery, Settlement settlement) {}
