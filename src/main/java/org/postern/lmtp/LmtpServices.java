package org.postern.lmtp;

import java.net.InetAddress;
import java.util.Set;
import org.postern.audit.Audit;
import org.postern.delivery.Delivery;
import org.postern.delivery.Settlement;

/**
 * What all sessions share.
 *
 * @param settlement for SMTP, which answers once for all recipients
 * @param trusted peers that may say on whose behalf they speak
 */
public record LmtpServices(Delivery delivery, Settlement settlement, Audit audit, Set<InetAddress> trusted) {
    public LmtpServices {
        trusted = Set.copyOf(trusted);
    }
}
