package org.postern.imap;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.imap.fetch.MessageSummary;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.Summaries;
import org.postern.store.Summarizer.Occasion;

/** A mailbox of which every message has a summary, as stores that keep them give. */
final class SummarizingMailbox implements Summaries {
    private final Mailbox mailbox;

    private SummarizingMailbox(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** The same account, with such mailboxes. */
    static Account in(Account account) {
        return proxy(
                Account.class,
                (method, args) -> method.getName().equals("open")
                        ? of((Mailbox) method.invoke(account, args))
                        : method.invoke(account, args));
    }

    private static Mailbox of(Mailbox mailbox) {
        return proxy(
                Mailbox.class,
                (method, args) -> method.getName().equals("summaries")
                        ? new SummarizingMailbox(mailbox)
                        : method.invoke(mailbox, args));
    }

    private interface Call {
        Object run(Method method, Object[] args) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            try {
                return call.run(method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public Optional<ByteBuffer> of(long uid) throws StoreException {
        try (MessageBody body = mailbox.body(uid)) {
            return MessageSummary.SUMMARIZER.summarize(body, Occasion.ARRIVAL).map(ByteBuffer::wrap);
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "uid " + uid, e);
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
