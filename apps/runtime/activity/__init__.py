"""Activity data as running agents meet it: what they take, what rows would come to, what became of them."""
