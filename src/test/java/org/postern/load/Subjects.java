package org.postern.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.store.Mailbox;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;

/** Reads the name of a message from the store itself, past all protocols. */
final class Subjects {
    private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (\\S+)");

    private Subjects() {}

    static String of(Mailbox mailbox, long uid) throws StoreException, IOException {
        try (MessageBody body = mailbox.body(uid)) {
            ByteBuffer octets = ByteBuffer.allocate((int) body.size());
            int read = 1;
            while (octets.hasRemaining() && read > 0) {
                read = body.read(octets.position(), octets);
            }
            Matcher m = SUBJECT.matcher(new String(octets.array(), StandardCharsets.ISO_8859_1));
            if (!m.find()) {
                throw new AssertionError("a message without its subject: uid " + uid);
            }
            return m.group(1);
        }
    }
}
