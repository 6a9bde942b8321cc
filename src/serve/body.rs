//! Bodies of answers: bytes in memory, or pieces that come one after the other.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Bytes, Frame, SizeHint};
use tokio::sync::mpsc::Receiver;

/// The body of an answer.
pub enum Body {
    /// All of it; `None` once it was sent.
    Whole(Option<Bytes>),
    /// Pieces, as they come, until the sender is dropped.
    Pieces {
        /// Where they come from.
        pieces: Receiver<Bytes>,
        /// How many bytes are still to come, where that is known.
        left: Option<u64>,
    },
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Body {
        Body::Whole(Some(bytes.into()).filter(|bytes: &Bytes| !bytes.is_empty()))
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Body::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Body::Pieces { pieces, left } => pieces.poll_recv(context).map(|piece| {
                let piece = piece?;
                if let Some(left) = left {
                    *left = left.saturating_sub(piece.len() as u64);
                }
                Some(Ok(Frame::data(piece)))
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Body::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Body::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Body::Pieces { left: Some(left), .. } => SizeHint::with_exact(*left),
            Body::Pieces { left: None, .. } => SizeHint::default(),
        }
    }
}
